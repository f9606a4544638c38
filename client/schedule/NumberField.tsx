import { TextField } from '../ui/TextField.tsx';
import styles from './ScheduleForm.module.css';

interface NumberFieldProps {
  label: string;
  unit?: string;
  max: number;
  value: string;
  error: string | undefined;
  hint?: string | undefined;
  onChange: (value: string) => void;
}

/** A short box for a whole number from 1 on. */
export function NumberField({ unit, ...field }: NumberFieldProps) {
  return (
    <div className={styles.number}>
      <TextField
        {...field}
        type="number"
        min={1}
        step={1}
        trailing={unit && <span className={styles.unit}>{unit}</span>}
      />
    </div>
  );
}
