// Declares exports of the analyzer that its own types leave out: `create`, and the TypeScript that it contains.
declare module '@custom-elements-manifest/analyzer' {
  // An import statement with a relative path is not allowed here, and would silently become `any`.
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
