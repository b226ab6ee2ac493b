// The analyzer's own types leave out what it exports: itself, and the TypeScript that it brings.
declare module '@custom-elements-manifest/analyzer' {
  // An import statement of a path would be none here, and `any` without a word.
  type TypeScript =
    typeof import('../../node_modules/@custom-elements-manifest/analyzer/node_modules/typescript/lib/typescript.js');

  export const ts: TypeScript;
  export const create: (options: { modules: ReturnType<TypeScript['createSourceFile']>[]; plugins: object[] }) => {
    modules: { declarations: object[] }[];
  };
}

declare module '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js' {
  export const litPlugin: () => object[];
}
