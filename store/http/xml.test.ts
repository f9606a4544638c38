import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { childrenOf, childText, readXml } from './xml-read.ts';
import { writeXml } from './xml-write.ts';

describe('XML bodies', () => {
  test('carry any text there and back', () => {
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), (keys) => {
        const root = readXml(writeXml('Delete', { Object: keys.map((Key) => ({ Key })) }));
        expect(childrenOf(root, 'Object').map((item) => childText(item, 'Key'))).toEqual(keys);
      }),
    );
  });

  test('are read with prefixes, attributes, comments, CDATA and references', () => {
    const root = readXml(
      '<?xml version="1.0"?><!-- hello --><s3:Tagging xmlns:s3="x>y"><TagSet><Tag a=\'1\'><Key><![CDATA[<k>]]></Key>' +
        '<Value> &lt;&#65;&#x1F600;&amp;&quot;&apos; </Value></Tag><Empty/></TagSet></s3:Tagging>\n',
    );
    const tag = childrenOf(root, 'TagSet').flatMap((set) => childrenOf(set, 'Tag'))[0];
    expect(root.name).toBe('Tagging');
    expect(tag && [childText(tag, 'Key'), childText(tag, 'Value')]).toEqual(['<k>', ' <A\u{1f600}&"\' ']);
  });

  test.each([
    '',
    'text',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a>&unknown;</a>',
    '<a>&amp</a>',
    '<a>&#xD800;</a>',
    '<a><b></a></b>',
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    `${'<a>'.repeat(100)}${'</a>'.repeat(100)}`,
  ])('refuse %s', (source) => {
    expect(() => readXml(source)).toThrow(expect.objectContaining({ code: 'MalformedXML' }));
  });

  test('of garbage are refused, not crashed on', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '/', '&', ';', 'a', '"', '!', '-', '[', ' ') }),
        (source) => {
          try {
            readXml(source);
          } catch (error) {
            expect(error).toMatchObject({ code: 'MalformedXML' });
          }
        },
      ),
    );
  });
});
