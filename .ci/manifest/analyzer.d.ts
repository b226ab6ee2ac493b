// The analyzer's own types leave out what it exports: itself, and the TypeScript that it brings.
declare module '@custom-elements-manifest/analyzer' {
  import type typescript from '../node_modules/@custom-elements-manifest/analyzer/node_modules/typescript/lib/typescript.js';

  export const ts: typeof typescript;
  export const create: (options: { modules: typescript.SourceFile[]; plugins: object[] }) => {
    modules: { declarations: object[] }[];
  };
}

declare module '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js' {
  export const litPlugin: () => object[];
}
