import { type PdfLine, pdf } from './pdf.ts';

/** An object that the sample's storage begins with. */
export interface SampleObject {
  bucket: string;
  key: string;
  contentType: string;
  body: Buffer;
}

export const SAMPLE_BUCKETS = ['inbox', 'archive'] as const;

interface Invoice {
  number: number;
  date: string;
  customer: string;
  lines: readonly { text: string; quantity: number; price: number }[];
}

const INVOICES: readonly Invoice[] = [
  {
    number: 1001,
    date: '2026-01-12',
    customer: 'Harbour Lights Ltd',
    lines: [
      { text: 'Lock gate inspection', quantity: 2, price: 480 },
      { text: 'Replacement seal', quantity: 6, price: 35.5 },
    ],
  },
  {
    number: 1002,
    date: '2026-01-19',
    customer: 'Northern Mills GmbH',
    lines: [{ text: 'Water wheel bearing', quantity: 1, price: 1290 }],
  },
  {
    number: 1003,
    date: '2026-02-02',
    customer: 'Canal & River Trust',
    lines: [
      { text: 'Paddle gear, overhauled', quantity: 4, price: 310 },
      { text: 'Carriage', quantity: 1, price: 64 },
    ],
  },
];

/** A few small, real files: three invoices and the table of them. */
export function sampleObjects(): SampleObject[] {
  const documents = INVOICES.map((invoice) => ({
    bucket: 'inbox',
    key: `2026/invoice-${invoice.number}.pdf`,
    contentType: 'application/pdf',
    body: invoicePdf(invoice),
  }));
  const table = {
    bucket: 'inbox',
    key: '2026/invoices.csv',
    contentType: 'text/csv; charset=utf-8',
    body: invoiceTable(),
  };
  return [...documents, table];
}

function invoicePdf(invoice: Invoice): Buffer {
  const title = `Invoice ${invoice.number}`;
  const rows = invoice.lines.flatMap(({ text, quantity, price }, index): PdfLine[] => {
    const top = 240 + index * 22;
    return [
      { text, size: 11, at: [56, top] },
      { text: String(quantity), size: 11, at: [330, top] },
      { text: money(price), size: 11, at: [390, top] },
      { text: money(quantity * price), size: 11, at: [480, top] },
    ];
  });
  return pdf(title, [
    { text: 'Lockkeeper Engineering', size: 18, at: [56, 76], bold: true },
    { text: `${title}  -  ${invoice.date}`, size: 12, at: [56, 104] },
    { text: `To ${invoice.customer}`, size: 12, at: [56, 150] },
    { text: 'Item', size: 11, at: [56, 214], bold: true },
    { text: 'Count', size: 11, at: [330, 214], bold: true },
    { text: 'Price', size: 11, at: [390, 214], bold: true },
    { text: 'Amount', size: 11, at: [480, 214], bold: true },
    ...rows,
    { text: 'Total', size: 12, at: [390, 262 + rows.length * 6], bold: true },
    { text: money(totalOf(invoice)), size: 12, at: [480, 262 + rows.length * 6], bold: true },
  ]);
}

function invoiceTable(): Buffer {
  const rows = INVOICES.map((invoice) =>
    [invoice.number, invoice.date, `"${invoice.customer}"`, money(totalOf(invoice))].join(','),
  );
  return Buffer.from(`${['number,date,customer,total', ...rows].join('\r\n')}\r\n`);
}

function totalOf(invoice: Invoice): number {
  return invoice.lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
}

function money(amount: number): string {
  return amount.toFixed(2);
}
