import { useEffect, useState } from 'react';
import { useImport } from './use-import.ts';

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Takes a file that is dropped anywhere on the window, and says so while it hovers. */
export function FileDrop() {
  const { readFile } = useImport();
  const [hovering, setHovering] = useState(false);

  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setHovering(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setHovering(false);
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setHovering(false);
      const file = event.dataTransfer?.files[0];
      const path = file && window.api.pathOf(file);
      if (path) void readFile(path);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [readFile]);

  useEffect(() => window.api.on('file.open', ({ path }) => void readFile(path)), [readFile]);

  return hovering ? <div className="drop-here">松开鼠标，导入这个文件</div> : null;
}
