import type { ReactNode } from 'react';
import { messageOf } from '../api/message-of.ts';
import { designer } from '../state/designer.ts';

interface DownloadLinkProps {
  href: string;
  /** What screen readers say in place of the text. */
  label?: string;
  className?: string | undefined;
  children: ReactNode;
}

/** A link to a file that the server makes. Whoever's session has ended signs in first: the browser would keep the refusal as the file. */
export function DownloadLink({ href, label, className, children }: DownloadLinkProps) {
  return (
    <a
      href={href}
      download
      className={className}
      aria-label={label}
      onClick={(event) => {
        // Another window or tab: the browser's own way.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        void download(href);
      }}
    >
      {children}
    </a>
  );
}

async function download(href: string): Promise<void> {
  const { whenSignedIn, notify } = designer.getState();
  try {
    // What somebody else has asked for is not theirs.
    if ((await whenSignedIn()) === 'other') return;
  } catch (error) {
    notify({ tone: 'error', title: 'Nothing was downloaded', text: messageOf(error) });
    return;
  }
  const link = document.createElement('a');
  link.href = href;
  link.download = '';
  link.click();
}
