import { expect, test } from 'vitest';
import { firstLoad } from './size.mjs';

test('the first load is what the page names, with its static imports alone', () => {
  const manifest = {
    'index.html': { file: 'assets/index.js', imports: ['_react.js', '_page.js'], dynamicImports: ['late'] },
    '_page.js': { file: 'assets/page.js', imports: ['_flow.js'] },
    '_react.js': { file: 'assets/react.js' },
    '_flow.js': { file: 'assets/flow.js', imports: ['_react.js'] },
    late: { file: 'assets/late.js' },
  };
  const page = '<script src="/theme.js"></script><script type="module" crossorigin src="/assets/index.js"></script>';
  expect(firstLoad(manifest, page).sort()).toEqual(
    ['assets/flow.js', 'assets/index.js', 'assets/page.js', 'assets/react.js', 'theme.js'].sort(),
  );
});
