import { isValidElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, test, vi } from 'vitest';
import { NameInput, type NameInputProps } from './NameInput.tsx';

afterEach(() => vi.unstubAllGlobals());

interface Box {
  onKeyDown(event: { key: string; nativeEvent: { isComposing: boolean }; stopPropagation(): void }): void;
}

/** The text box as it is drawn. */
function inputOf(props: NameInputProps): Box | null {
  const found: Box[] = [];
  const Drawn = () => {
    const drawn = NameInput(props);
    const { children }: { children: ReactNode[] } = drawn.props;
    for (const child of children) if (isValidElement<Box>(child)) found.push(child.props);
    return drawn;
  };
  renderToStaticMarkup(<Drawn />);
  return found[0] ?? null;
}

test.each(['Enter', 'Escape'])('%s of what puts letters together, as for Japanese, does not end the editing', (key) => {
  vi.stubGlobal('requestAnimationFrame', () => 0);
  const onEnd = vi.fn();
  const press = (isComposing: boolean) => {
    const box = inputOf({ label: 'Name', value: '受注', problem: () => null, onCommit: () => {}, onEnd });
    box?.onKeyDown({ key, nativeEvent: { isComposing }, stopPropagation: () => {} });
  };
  press(true);
  expect(onEnd).not.toHaveBeenCalled();
  press(false);
  expect(onEnd).toHaveBeenCalledOnce();
});
