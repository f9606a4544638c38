import { Download } from 'lucide-react';
import type { Command } from './command.ts';
import { type ExportFile, exportFile } from './export-file.ts';

/** Downloads the project as a file, without secrets. */
export const exportProject: Command = {
  id: 'export-project',
  needs: 'read',
  title: 'Export',
  icon: Download,
  when: (_, state) => state.project !== null,
  run: (_, state) => {
    if (!state.project) return;
    const file = exportFile(state.project);
    download(file);
    state.notify({ tone: 'info', title: `Exported ${state.project.name}`, text: `${file.name}, without secrets` });
  },
};

function download({ name, text }: ExportFile): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
