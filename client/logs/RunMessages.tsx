import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { NumberedMessage } from '../../shared/api/run-replies.ts';
import type { Id } from '../../shared/project/id.ts';
import { Button } from '../ui/Button.tsx';
import { formatCount } from '../ui/format.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { Moment } from './Moment.tsx';
import styles from './RunMessages.module.css';
import { useMessages } from './use-messages.ts';

/** As many lines as are drawn at first: the last ones. */
const SHOWN = 200;

const LEVELS = {
  info: { Icon: Info, word: 'Info' },
  warning: { Icon: TriangleAlert, word: 'Warning' },
  error: { Icon: CircleAlert, word: 'Error' },
} as const;

/** A run's log, oldest line first. */
export function RunMessages({ runId, ended }: { runId: Id; ended: boolean }) {
  const { messages, loading, failure } = useMessages(runId, ended);
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, messages.length - SHOWN);
  return (
    <div className={styles.messages}>
      {failure && <p role="alert">{failure}</p>}
      {hidden > 0 && (
        <Button size="small" variant="ghost" onClick={() => setAll(true)}>
          Show {formatCount(hidden)} earlier messages
        </Button>
      )}
      {messages.length === 0 && !failure && (
        <p className={styles.none}>{loading && !ended ? <Spinner label="Loading the messages" /> : 'No messages.'}</p>
      )}
      <ol aria-label="Messages">
        {messages.slice(hidden).map((message) => (
          <Line key={message.number} message={message} />
        ))}
      </ol>
    </div>
  );
}

function Line({ message: { at, level, text, todo } }: { message: NumberedMessage }) {
  const { Icon, word } = LEVELS[level];
  return (
    <li className={styles.line} data-level={level}>
      <span className={styles.time}>
        <Moment at={at} />
      </span>
      <span className={styles.level} title={word}>
        <Icon size={13} aria-hidden="true" />
        <span className="visually-hidden">{word}</span>
      </span>
      <span className={styles.text}>
        {text}
        {todo && <span className={styles.todo}>{todo}</span>}
      </span>
    </li>
  );
}
