import { ViewportPortal } from '@xyflow/react';
import { useMemo, useState } from 'react';
import type { Viewport } from '../../state/view-slice.ts';
import type { Layout } from '../layout.ts';
import { useBand } from '../use-band.ts';
import { EmailBlock } from './EmailBlock.tsx';
import { LinkLabel } from './LinkLabel.tsx';
import { LinkLine } from './LinkLine.tsx';
import styles from './Links.module.css';
import { linksWithin } from './links-within.ts';
import { headOf, pathOf } from './path.ts';
import { ReferenceBlock } from './ReferenceBlock.tsx';

interface LinksProps {
  drawn: Layout;
  /** Counts until the canvas has moved. */
  start: Viewport;
  /** Of the canvas, in CSS pixels. */
  height: number;
  far: boolean;
}

/** The links of operations that are in view: lines, labels, and blocks for e-mails and for operations that stand elsewhere. */
export default function Links({ drawn, start, height, far }: LinksProps) {
  const band = useBand(start, height);
  const { links, trunks } = useMemo(() => linksWithin(drawn.links, band), [drawn.links, band]);
  /** The link that has the focus or is pointed at: it is drawn over the others. */
  const [focused, setFocused] = useState<string | null>(null);
  const [hovered, setHovered] = useState<string | null>(null);
  if (links.length === 0 && trunks.length === 0) return null;
  const isLit = (key: string) => key === focused || key === hovered;
  const inOrder = links.toSorted((a, b) => Number(isLit(a.key)) - Number(isLit(b.key)));
  return (
    <ViewportPortal>
      <svg className={styles.lines} data-far={far || undefined} aria-hidden="true">
        {trunks.flatMap(({ key, condition, ways }) =>
          ways.map((way) => (
            <g key={`${key} ${way[0]?.y ?? 0}`} className={styles.link} data-condition={condition}>
              <path className={styles.line} d={pathOf(way)} />
              <path className={styles.head} d={headOf(way)} />
            </g>
          )),
        )}
        {inOrder.map((link) => (
          <LinkLine key={link.key} link={link} lit={isLit(link.key)} onHover={setHovered} />
        ))}
      </svg>
      {links.map((link) => (
        <LinkLabel
          key={link.key}
          link={link}
          lit={isLit(link.key)}
          far={far}
          onFocus={setFocused}
          onHover={setHovered}
        />
      ))}
      {links.map((link) => {
        if (!link.block) return null;
        const Block = link.kind === 'send-email' ? EmailBlock : ReferenceBlock;
        return <Block key={link.key} link={link} box={link.block} />;
      })}
    </ViewportPortal>
  );
}
