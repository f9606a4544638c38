import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Libraries that the first load needs, kept apart so that an update of ours does not make browsers fetch them again. */
const VENDORS: readonly { name: string; test: RegExp }[] = [
  { name: 'react', test: /node_modules\/(react|react-dom|scheduler|wouter|zustand|use-sync-external-store)\// },
  { name: 'flow', test: /node_modules\/(@xyflow|d3-[a-z]+)\// },
  { name: 'zod', test: /node_modules\/zod\// },
  // Icons of the first load that later parts have too: each would be a file of its own.
  {
    name: 'icons',
    test: /lucide-react\/.*\/(createLucideIcon|Icon|context|x|plus|search|copy|trash|trash-2|chevron-right|circle-check|circle-x)\.m?js$/,
  },
];

export default defineConfig({
  root: 'client',
  plugins: [react()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    // Says which chunk needs which: the size check reads it.
    manifest: true,
    target: 'es2023',
    // Browsers that know that target load modules ahead by themselves.
    modulePreload: { polyfill: false },
    // Icons stay files: a strict Content-Security-Policy has no room for data URLs.
    assetsInlineLimit: 0,
    rolldownOptions: { output: { codeSplitting: { groups: [...VENDORS] } } },
  },
  test: {
    root: '.',
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'dist/**', 'e2e/**'],
    environment: 'node',
    globalSetup: namesOnly(/^(client|shared|server|agent|cli)\b/) ? [] : ['testing/ceph/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What a test waits for may take long on a machine that does much else.
    expect: { poll: { timeout: 20_000 } },
  },
});

/** Whether the tests of some folders alone were asked for: those that never speak to a storage need not wait for Ceph. */
function namesOnly(folders: RegExp): boolean {
  const filters = process.argv.slice(2).filter((argument) => argument !== 'run' && !argument.startsWith('-'));
  return filters.length > 0 && filters.every((filter) => folders.test(filter));
}
