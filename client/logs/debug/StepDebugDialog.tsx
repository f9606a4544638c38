import { useState } from 'react';
import type { Run } from '../../../shared/runs/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { Piece } from './Piece.tsx';
import styles from './StepDebugDialog.module.css';
import { type KeptStep, useStepDebug } from './use-step-debug.ts';

interface StepDebugDialogProps {
  run: Run;
  /** Which of the run's steps. */
  index: number;
  name: string;
  /** The name of the step before it. */
  nameBefore: string | null;
  onClose: () => void;
}

/** What went into a step and came out of it, as debug mode kept it. */
export default function StepDebugDialog({ run, index, name, nameBefore, onClose }: StepDebugDialogProps) {
  const [side, setSide] = useState('input');
  const stepId = run.steps[index]?.stepId ?? '';
  const before = run.steps[index - 1]?.stepId ?? null;
  const kept = useStepDebug({ projectId: run.projectId, runId: run.id, stepId, before });
  const sequence = kept.kind === 'kept' ? kept.debug.sequence : undefined;
  const file = (what: string) => `${run.operationName} ${name} ${what}`;
  return (
    <Dialog
      open
      onClose={onClose}
      size="large"
      title={`Input and output of ${name}`}
      description={
        <>
          Kept by debug mode for two weeks: the first 1 MiB of each, without secrets and hidden values.
          {sequence !== undefined && ` The step ran once for each object: this is object ${sequence}.`}
        </>
      }
      actions={<Button onClick={onClose}>Close</Button>}
    >
      {kept.kind !== 'kept' ? (
        <p className={styles.note} role={kept.kind === 'failed' ? 'alert' : undefined}>
          {kept.kind === 'failed' ? kept.message : 'Loading…'}
        </p>
      ) : (
        <div className={styles.sides}>
          <Tabs
            label="Input and output"
            value={side}
            onChange={setSide}
            tabs={[
              { id: 'input', label: 'Input', content: <Input kept={kept} file={file} nameBefore={nameBefore} /> },
              { id: 'output', label: 'Output', content: <Output kept={kept} file={file} /> },
            ]}
          />
        </div>
      )}
    </Dialog>
  );
}

interface SideProps {
  kept: Extract<KeptStep, { kind: 'kept' }>;
  file: (what: string) => string;
}

function Input({ kept, file, nameBefore }: SideProps & { nameBefore: string | null }) {
  const { debug, contentIn } = kept;
  const { record, settings, hasContent } = debug.input;
  return (
    <div className={styles.pieces}>
      {settings ? (
        <Piece title="Settings, variables replaced" piece={settings} file={file('settings.json')} />
      ) : (
        <p className={styles.note}>The settings could not be worked out: the log says why.</p>
      )}
      {record.data === '{}' ? (
        <p className={styles.note}>No record came in: it is the first step.</p>
      ) : (
        <Piece title="Record" piece={record} file={file('input.json')} />
      )}
      {contentIn && (
        <Piece
          title={`Content, from ${nameBefore ?? 'the step before'}`}
          piece={contentIn}
          contentType={contentIn.contentType}
          file={file('input content')}
        />
      )}
      {!hasContent && record.data !== '{}' && <p className={styles.note}>No content came in.</p>}
    </div>
  );
}

function Output({ kept, file }: SideProps) {
  const { output } = kept.debug;
  if (!output) return <p className={styles.note}>Nothing came out: the step did not end well. The log says why.</p>;
  return (
    <div className={styles.pieces}>
      <Piece title="Record" piece={output.record} file={file('output.json')} />
      {output.content && (
        <Piece
          title="Content"
          piece={output.content}
          contentType={output.content.contentType}
          file={file('output content')}
        />
      )}
    </div>
  );
}
