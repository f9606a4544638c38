import { useEffect, useMemo, useRef, useState } from 'react';
import type { Id } from '../../shared/project/id.ts';
import { commandOf } from '../commands/commands.ts';
import { runCommand } from '../commands/menu-entries.ts';
import { designer, useDesigner } from '../state/designer.ts';
import { useWhyNotAllowed } from '../state/use-why-not-allowed.ts';
import { ConnectorIcon } from '../ui/ConnectorIcon.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { SearchField } from '../ui/SearchField.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { ConnectionItem } from './ConnectionItem.tsx';
import styles from './Palette.module.css';
import { paletteItems } from './palette-items.ts';
import { useSecondClick } from './second-click.ts';
import { walkWithArrows } from './walk-with-arrows.ts';

/** Existing connections with their activity types, and the connectors that new ones can be made of. */
export function EndpointsTab() {
  const project = useDesigner((state) => state.project);
  const descriptors = useDesigner((state) => state.descriptors);
  const [query, setQuery] = useState('');
  const refusal = useWhyNotAllowed('write');
  const [openId, setOpenId] = useOpenConnection(project ? Object.keys(project.connections) : []);
  const secondClick = useSecondClick((id) =>
    runCommand(commandOf('view-edit'), { kind: 'connection', id, place: 'palette' }),
  );
  const items = useMemo(
    () => (project ? paletteItems(project, descriptors, query) : null),
    [project, descriptors, query],
  );
  if (!items) return null;
  const { connections, connectors } = items;
  return (
    <>
      <div className={styles.search}>
        <SearchField label="Search the palette" placeholder="Search" value={query} onChange={setQuery} />
      </div>
      {connections.length + connectors.length === 0 ? (
        <EmptyState
          title={`Nothing named “${query.trim()}”`}
          text="Connections, activity types and connectors are searched by name."
        />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows walk the buttons in it, which are reached by Tab too
        <div className={styles.scroller} onKeyDown={walkWithArrows} {...secondClick}>
          {(query === '' || connections.length > 0) && (
            <Disclosure title="Endpoints" note={<Count of={connections.length} />} defaultOpen>
              {connections.length === 0 ? (
                <p className={styles.empty}>
                  No connection yet.{refusal === null && ' Click a connector below to make one.'}
                </p>
              ) : (
                <ul className={styles.list}>
                  {connections.map((item) => (
                    <ConnectionItem
                      key={item.connection.id}
                      item={item}
                      isOpen={item.isFound || openId === item.connection.id}
                      onOpen={(open) => setOpenId(open ? item.connection.id : null)}
                    />
                  ))}
                </ul>
              )}
            </Disclosure>
          )}
          {connectors.length > 0 && (
            <Disclosure title="Connectors" note={<Count of={connectors.length} />} defaultOpen>
              <ul className={styles.list}>
                {connectors.map(({ id, name }) => (
                  <li key={id}>
                    <Tooltip text={refusal ?? ''} side="left">
                      <button
                        type="button"
                        className={styles.item}
                        data-palette-item=""
                        aria-disabled={refusal === null ? undefined : true}
                        aria-description={refusal ?? undefined}
                        onClick={() =>
                          refusal === null &&
                          designer.getState().openScreen({ kind: 'connection', connector: id, connectionId: null })
                        }
                      >
                        <span className={styles.arrow} />
                        <ConnectorIcon connector={id} size={20} />
                        <span className={styles.name}>{name}</span>
                      </button>
                    </Tooltip>
                  </li>
                ))}
              </ul>
            </Disclosure>
          )}
        </div>
      )}
    </>
  );
}

function Count({ of }: { of: number }) {
  return (
    <span className={styles.count} aria-hidden="true">
      {of}
    </span>
  );
}

/** The connection whose activity types show: the one clicked last, a new one, or the only one. */
function useOpenConnection(ids: readonly Id[]) {
  const [openId, setOpenId] = useState<Id | null>(ids.length === 1 ? (ids[0] ?? null) : null);
  const known = useRef(new Set(ids));
  useEffect(() => {
    const added = ids.find((id) => !known.current.has(id));
    known.current = new Set(ids);
    if (added) setOpenId(added);
  }, [ids]);
  return [openId, setOpenId] as const;
}
