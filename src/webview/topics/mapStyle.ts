/** In which colours and shapes is the map drawn? The theme's, read anew when the theme changes; shapes, too, for those who don't tell the colours apart. */

export type Shape = 'circle' | 'square' | 'triangle' | 'diamond';

export interface MapStyle {
  /** By folder, in the order of the groups; behind them that of all others. */
  readonly colours: readonly string[];
  readonly text: string;
  readonly background: string;
  readonly dimmed: string;
  readonly line: string;
  readonly focus: string;
  readonly outlier: string;
  readonly font: string;
  readonly isHighContrast: boolean;
}

/** VS Code's own colours of charts, and two of the terminal's that every theme has: its orange of charts is half transparent. */
export const colourVariables = [
  '--vscode-charts-blue', '--vscode-terminal-ansiMagenta', '--vscode-charts-green', '--vscode-charts-purple', '--vscode-charts-red', '--vscode-terminal-ansiCyan', '--vscode-charts-yellow',
] as const;
export const otherVariable = '--vscode-descriptionForeground';

const shapes: readonly Shape[] = ['circle', 'square', 'triangle', 'diamond'];

/** -1: of files in no folder of the legend. */
export const shapeOf = (group: number): Shape => (group < 0 ? 'circle' : shapes[group % shapes.length]!);

export function readMapStyle(): MapStyle {
  const style = getComputedStyle(document.body);
  const text = style.color;
  const colour = (name: string, fallback: string): string => style.getPropertyValue(name).trim() || fallback;
  const isHighContrast = document.body.classList.contains('vscode-high-contrast') || document.body.classList.contains('vscode-high-contrast-light');
  return {
    colours: [...colourVariables, otherVariable].map((name) => colour(name, text)),
    text,
    background: colour('--vscode-editor-background', 'transparent'),
    dimmed: colour('--vscode-descriptionForeground', text),
    line: isHighContrast ? colour('--vscode-contrastBorder', text) : colour('--vscode-widget-border', colour('--vscode-editorWidget-border', text)),
    focus: colour('--vscode-focusBorder', text),
    outlier: colour('--vscode-editorWarning-foreground', text),
    font: style.fontFamily,
    isHighContrast,
  };
}

/** Adds the outline of a mark to a path: `radius` from its middle to its edge, more or less. */
export function addShape(path: Path2D | CanvasRenderingContext2D, shape: Shape, x: number, y: number, radius: number): void {
  switch (shape) {
    case 'circle':
      path.moveTo(x + radius, y);
      path.arc(x, y, radius, 0, 2 * Math.PI);
      return;
    case 'square':
      path.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
      return;
    case 'triangle':
      path.moveTo(x, y - radius * 1.2);
      path.lineTo(x + radius * 1.1, y + radius * 0.8);
      path.lineTo(x - radius * 1.1, y + radius * 0.8);
      path.closePath();
      return;
    case 'diamond':
      path.moveTo(x, y - radius * 1.3);
      path.lineTo(x + radius * 1.3, y);
      path.lineTo(x, y + radius * 1.3);
      path.lineTo(x - radius * 1.3, y);
      path.closePath();
      return;
  }
}
