import { File, Folder } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import type { TreeField } from '../../shared/connector.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { formatBytes, formatExactTime, formatTime } from '../ui/format.ts';
import { SearchField } from '../ui/SearchField.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import type { Surroundings } from './form-handle.ts';
import styles from './TreeDialog.module.css';
import { nameIn, pathOf } from './tree-field.ts';
import { useTree } from './use-tree.ts';

interface TreeDialogProps {
  tree: TreeField;
  within: Readonly<Record<string, string>>;
  surroundings: Surroundings;
  onClose: () => void;
  onChoose: (id: string) => void;
}

/** A folder-like view of what an endpoint holds: folders open, a click on an object takes it. */
export default function TreeDialog({ tree, within, surroundings, onClose, onChoose }: TreeDialogProps) {
  const [folder, setFolder] = useState('');
  const [search, setSearch] = useState('');
  const asked = useDeferredValue(search);
  const { page, failure, loading, more } = useTree(surroundings, { what: tree.what, within, folder, search: asked });
  const open = (path: string) => {
    setFolder(path);
    setSearch('');
  };
  const [root = tree.top ?? tree.title] = Object.values(within);
  const crumbs = [{ name: root, path: '' }, ...pathOf(folder)];
  const isEmpty = page !== null && page.folders.length + page.items.length === 0;
  return (
    <Dialog open size="large" title={tree.title} onClose={onClose} actions={<Button onClick={onClose}>Cancel</Button>}>
      <nav aria-label="Folder" className={styles.crumbs}>
        {crumbs.map(({ name, path }, index) => (
          <span key={path} className={styles.crumb}>
            {index > 0 && <span aria-hidden="true">/</span>}
            <button
              type="button"
              aria-current={path === folder ? 'location' : undefined}
              className={styles.link}
              onClick={() => open(path)}
            >
              {name === '' ? '(no name)' : name}
            </button>
          </span>
        ))}
        {loading && <Spinner size={14} />}
      </nav>
      <SearchField label="Search by prefix in this folder" value={search} onChange={setSearch} />
      <div className={styles.content} aria-busy={loading}>
        {failure && (
          <div role="alert" className={styles.failure}>
            <p>{failure.message}</p>
            {failure.todo !== '' && <p className={styles.todo}>{failure.todo}</p>}
          </div>
        )}
        {page === null && !failure && (
          <p role="status" className={styles.message}>
            Asking an agent…
          </p>
        )}
        {isEmpty && !failure && (
          <p className={styles.message}>
            {asked === '' ? 'There is nothing in this folder.' : `Nothing begins with “${asked}”.`}
          </p>
        )}
        {page !== null && !isEmpty && (
          <table className={styles.table} aria-label={tree.title}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                {tree.columns.map((column) => (
                  <th key={column.name} scope="col">
                    {column.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {page.folders.map((path) => (
                <tr key={`folder ${path}`}>
                  <td>
                    <button type="button" className={styles.entry} onClick={() => open(path)}>
                      <Folder size={14} aria-label="Folder" />
                      {nameIn(folder, path)}
                    </button>
                  </td>
                  {tree.columns.map((column) => (
                    <td key={column.name} />
                  ))}
                </tr>
              ))}
              {page.items.map(({ id, cells }) => (
                <tr key={id}>
                  <td>
                    <button type="button" className={styles.entry} onClick={() => onChoose(id)}>
                      <File size={14} aria-hidden="true" />
                      {nameIn(folder, id)}
                    </button>
                  </td>
                  {tree.columns.map((column) => (
                    <td key={column.name} className={styles.cell}>
                      <Cell text={cells[column.name] ?? ''} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {page?.next != null && (
          <div className={styles.more}>
            <Button size="small" busy={loading} onClick={more}>
              Show more
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

function Cell({ text }: { text: string }) {
  if (/^\d{4}-\d{2}-\d{2}T/.test(text))
    return (
      <time dateTime={text} title={formatExactTime(text)}>
        {formatTime(text)}
      </time>
    );
  return /^\d+$/.test(text) ? formatBytes(Number(text)) : text;
}
