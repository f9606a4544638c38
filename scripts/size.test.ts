import { expect, test } from 'vitest';
import { firstLoad } from './size.mjs';

test('the first load is what the page names and the designer, with their static imports alone', () => {
  const manifest = {
    'index.html': { file: 'assets/index.js', imports: ['_react.js'], dynamicImports: ['shell/DesignerPage.tsx'] },
    'shell/DesignerPage.tsx': { file: 'assets/page.js', imports: ['index.html', '_flow.js'], dynamicImports: ['late'] },
    '_react.js': { file: 'assets/react.js' },
    '_flow.js': { file: 'assets/flow.js', imports: ['_react.js'] },
    late: { file: 'assets/late.js' },
  };
  const page = '<script src="/theme.js"></script><script type="module" crossorigin src="/assets/index.js"></script>';
  expect(firstLoad(manifest, page).sort()).toEqual(
    ['assets/flow.js', 'assets/index.js', 'assets/page.js', 'assets/react.js', 'theme.js'].sort(),
  );
});
