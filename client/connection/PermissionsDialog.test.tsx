import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, test, vi } from 'vitest';
import { draftOf } from '../descriptor-form/draft.ts';
import { designer } from '../state/designer.ts';
import type { DialogProps } from '../ui/Dialog.tsx';
import PermissionsDialog from './PermissionsDialog.tsx';

interface Pressed {
  children: string;
  onClick(): void;
}
const buttons: Pressed[] = [];

vi.mock('../ui/Dialog.tsx', () => ({ Dialog: ({ children }: DialogProps) => children }));
vi.mock('../ui/Button.tsx', () => ({
  Button: (props: Pressed) => {
    buttons.push(props);
    return props.children;
  },
}));
vi.mock('./use-permissions.ts', () => ({
  usePermissions: () => ({ state: { kind: 'answered', report: { results: [], policy: '{}' } }, check: () => {} }),
}));
afterEach(() => vi.unstubAllGlobals());

test('where a page may not write to the clipboard, as without HTTPS, the Copy of the policy says what to do', async () => {
  vi.stubGlobal('navigator', {});
  designer.setState({ notices: [] });
  renderToStaticMarkup(
    <PermissionsDialog
      projectId="prj_1"
      connector="s3"
      fields={[]}
      draft={draftOf({ name: 'Storage', settings: {} })}
      settle={async () => ({})}
      onClose={() => {}}
    />,
  );
  buttons.find(({ children }) => children === 'Copy')?.onClick();
  await vi.waitFor(() =>
    expect(designer.getState().notices).toMatchObject([{ text: 'Select the policy and copy it.' }]),
  );
});
