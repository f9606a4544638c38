/**
 * S3 lists keys in the order of their UTF-8 bytes; JavaScript compares strings by UTF-16 code units, which differs where
 * surrogates (U+10000 and up) meet U+E000..U+FFFF. Moving those two ranges past each other makes a plain `<` right.
 * Source of the trick: Unicode Technical Report 26, "Compatibility Encoding Scheme", binary order of UTF-16.
 */
const HIGH = /[\ud800-\uffff]/;
const EACH_HIGH = /[\ud800-\uffff]/g;
const SURROGATES_UP = 0x2000;
const OTHERS_DOWN = 0x800;

/** Text whose code-unit order is the key's UTF-8 byte order. Most keys are their own. */
export function toOrder(key: string): string {
  if (!HIGH.test(key)) return key;
  return key.replace(EACH_HIGH, (c) => {
    const unit = c.charCodeAt(0);
    return String.fromCharCode(unit <= 0xdfff ? unit + SURROGATES_UP : unit - OTHERS_DOWN);
  });
}

/** The key again. */
export function fromOrder(order: string): string {
  if (!HIGH.test(order)) return order;
  return order.replace(EACH_HIGH, (c) => {
    const unit = c.charCodeAt(0);
    return String.fromCharCode(unit >= 0xf800 ? unit - SURROGATES_UP : unit + OTHERS_DOWN);
  });
}

/** Greater than every ordered text that begins with `order`, and not greater than any other that follows. */
export function afterPrefix(order: string): string {
  return `${order}\uffff`;
}
