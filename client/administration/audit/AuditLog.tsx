import { Download, RotateCw, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { routes } from '../../../shared/api/routes.ts';
import { DownloadLink } from '../../access/DownloadLink.tsx';
import { routeUrl } from '../../api/route-url.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from '../Administration.module.css';
import { Waiting } from '../Waiting.tsx';
import { AuditFilters } from './AuditFilters.tsx';
import own from './AuditLog.module.css';
import { AuditTable } from './AuditTable.tsx';
import { type AuditSearch, auditFilter, isSearching, NO_AUDIT_SEARCH } from './audit-search.ts';
import { useAudit } from './use-audit.ts';

/** Who did what, and when: the newest first, kept up to date. */
export function AuditLog() {
  const [search, setSearch] = useState(NO_AUDIT_SEARCH);
  const audit = useAudit(search);
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <p className={styles.hint}>
          Edits, deploys, runs, sign-ins and administration, with who did them. It never holds secrets or values. How
          long it is kept is set under Limits.
        </p>
        <div className={own.tools}>
          <Downloads search={search} />
          <IconButton
            label="Refresh"
            icon={<RotateCw size={16} />}
            side="left"
            aria-busy={audit.busy}
            onClick={audit.refresh}
          />
        </div>
      </div>
      <AuditFilters search={search} onSearch={setSearch} />
      <Found audit={audit} search={search} onClear={() => setSearch(NO_AUDIT_SEARCH)} />
    </div>
  );
}

/** What is shown, as a file: all of it, not the pages that were looked at. */
function Downloads({ search }: { search: AuditSearch }) {
  const href = (format: 'csv' | 'jsonl') =>
    routeUrl(routes.downloadAudit, {}, { ...auditFilter(search, Date.now()), format });
  return (
    <p className={own.downloads}>
      <Download size={14} aria-hidden="true" />
      <DownloadLink href={href('csv')} label="Download the audit log as CSV">
        CSV
      </DownloadLink>
      <DownloadLink href={href('jsonl')} label="Download the audit log as JSON Lines">
        JSON Lines
      </DownloadLink>
    </p>
  );
}

interface FoundProps {
  audit: ReturnType<typeof useAudit>;
  search: AuditSearch;
  onClear(): void;
}

function Found({ audit, search, onClear }: FoundProps) {
  if (!audit.entries) return <Waiting what="audit log" error={audit.error} again={audit.refresh} />;
  if (audit.entries.length === 0)
    return isSearching(search) ? (
      <EmptyState
        icon={<ScrollText size={24} aria-hidden="true" />}
        title="Nothing is found by these filters"
        text="Choose a longer time, or leave some of them out."
        action={<Button onClick={onClear}>Clear filters</Button>}
      />
    ) : (
      <EmptyState
        icon={<ScrollText size={24} aria-hidden="true" />}
        title="Nothing was done yet"
        text="What people change, deploy and run shows here as it happens."
      />
    );
  return (
    <>
      <AuditTable entries={audit.entries} />
      {audit.hasOlder && (
        <div className={own.more}>
          <Button busy={audit.loadingOlder} onClick={audit.loadOlder}>
            Load older entries
          </Button>
        </div>
      )}
    </>
  );
}
