import { Download } from 'lucide-react';
import { routes } from '../../shared/api/routes.ts';
import type { Run } from '../../shared/runs/run.ts';
import { DownloadLink } from '../access/DownloadLink.tsx';
import { routeUrl } from '../api/route-url.ts';
import { failuresOf, hasReceipts } from './figures.ts';
import styles from './RunDownloads.module.css';

interface Kind {
  name: string;
  links: readonly { text: string; label: string; href: string }[];
}

/** What there is to download of a run: its log, the receipts of its objects, and the report of those that failed. */
export function RunDownloads({ run }: { run: Run }) {
  return (
    <dl className={styles.downloads}>
      {kindsOf(run).map(({ name, links }) => (
        <div key={name} className={styles.kind}>
          <dt>
            <Download size={13} aria-hidden="true" />
            {name}
          </dt>
          <dd>
            {links.map(({ text, label, href }) => (
              <DownloadLink key={text} href={href} label={label}>
                {text}
              </DownloadLink>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function kindsOf(run: Run): Kind[] {
  const params = { projectId: run.projectId, runId: run.id };
  const report = (name: string, route: typeof routes.getReceipts | typeof routes.getFailures): Kind => ({
    name,
    links: (['json', 'csv'] as const).map((format) => {
      const text = format.toUpperCase();
      return { text, label: `${name} as ${text}`, href: routeUrl(route, params, { format }) };
    }),
  });
  const log = (format: 'text' | 'jsonl') => routeUrl(routes.downloadLog, params, { format });
  return [
    {
      name: 'Log',
      links: [
        { text: 'Text', label: 'Log as text', href: log('text') },
        { text: 'JSON Lines', label: 'Log as JSON Lines', href: log('jsonl') },
      ],
    },
    ...(hasReceipts(run) ? [report('Receipts', routes.getReceipts)] : []),
    ...(failuresOf(run) > 0 ? [report('Failed objects', routes.getFailures)] : []),
  ];
}
