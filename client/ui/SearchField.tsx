import { Search, X } from 'lucide-react';
import { type KeyboardEventHandler, useRef } from 'react';
import { IconButton } from './IconButton.tsx';
import { ReadOnly } from './read-only.ts';
import { TextField } from './TextField.tsx';

export interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  onKeyDown?: KeyboardEventHandler<HTMLInputElement>;
}

/** A search that filters as one types; Escape or the × empties it. */
export function SearchField({ label, value, onChange, placeholder, onKeyDown }: SearchFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const clear = () => {
    onChange('');
    input.current?.focus();
  };
  return (
    <ReadOnly.Provider value={null}>
      <TextField
        label={label}
        hideLabel
        type="search"
        quiet
        value={value}
        onChange={onChange}
        placeholder={placeholder ?? label}
        inputRef={input}
        leading={<Search size={14} aria-hidden="true" />}
        trailing={value && <IconButton label="Clear search" size="small" icon={<X size={14} />} onClick={clear} />}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value) {
            event.stopPropagation();
            clear();
          } else onKeyDown?.(event);
        }}
      />
    </ReadOnly.Provider>
  );
}
