import { useState } from 'react';
import type { StepPass } from '../../../shared/runs/debug.ts';
import type { Run } from '../../../shared/runs/run.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { Piece } from './Piece.tsx';
import styles from './StepDebugDialog.module.css';
import { type KeptPass, useStepDebug } from './use-step-debug.ts';

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
  const passes = kept.kind === 'kept' ? kept.passes : [];
  const [chosen, setChosen] = useState('0');
  const shown = passes[Number(chosen)];
  const sequence = shown?.pass.sequence;
  const object = sequence === undefined ? '' : ` ${sequence}`;
  const file = (what: string) => `${run.operationName} ${name}${object} ${what}`;
  return (
    <Dialog
      open
      onClose={onClose}
      size="large"
      title={`Input and output of ${name}`}
      description={
        <>
          Kept by debug mode for two weeks: the first 1 MiB of each, without secrets and hidden values.
          {sequence !== undefined &&
            ' The step ran once for each object: the first ones are kept, and the first that failed.'}
        </>
      }
      actions={<Button onClick={onClose}>Close</Button>}
    >
      {!shown ? (
        <p className={styles.note} role={kept.kind === 'failed' ? 'alert' : undefined}>
          {kept.kind === 'failed' ? kept.message : 'Loading…'}
        </p>
      ) : (
        <div className={styles.sides}>
          <Tabs
            label="Input and output"
            value={side}
            onChange={setSide}
            trailing={
              sequence !== undefined && (
                <div className={styles.object}>
                  <Select
                    hideLabel
                    label="Object"
                    value={chosen}
                    choices={passes.map(({ pass }, at) => ({ value: String(at), label: objectLabel(pass) }))}
                    onChange={setChosen}
                  />
                </div>
              )
            }
            tabs={[
              { id: 'input', label: 'Input', content: <Input kept={shown} file={file} nameBefore={nameBefore} /> },
              { id: 'output', label: 'Output', content: <Output kept={shown} file={file} /> },
            ]}
          />
        </div>
      )}
    </Dialog>
  );
}

function objectLabel({ sequence = 0, failed }: StepPass): string {
  return `Object ${sequence.toLocaleString('en-US')}${failed ? ', failed' : ''}`;
}

interface SideProps {
  kept: KeptPass;
  file: (what: string) => string;
}

function Input({ kept, file, nameBefore }: SideProps & { nameBefore: string | null }) {
  const { pass, contentIn } = kept;
  const { record, settings, hasContent } = pass.input;
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
  const { output } = kept.pass;
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
