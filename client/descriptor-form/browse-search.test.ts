import { expect, test } from 'vitest';
import type { BrowseItem } from '../../shared/connector.ts';
import { searchItems } from './browse-search.ts';

const columns = [{ name: 'name' }, { name: 'created' }];
const items: BrowseItem[] = [
  { id: 'a', cells: { name: 'Invoices-2025', created: '2025-01-01' } },
  { id: 'b', cells: { name: 'archive', created: '2026-01-01', hidden: 'invoices' } },
];
const found = (search: string) => searchItems(items, search, columns).map((item) => item.id);

test('every word has to be in a shown cell, in any case', () => {
  expect(found('')).toEqual(['a', 'b']);
  expect(found('  invoices ')).toEqual(['a']);
  expect(found('ARCH 2026')).toEqual(['b']);
  expect(found('arch 2025')).toEqual([]);
});
