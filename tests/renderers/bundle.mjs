// Makes of smart_forms.jsx, and all it needs, one script and one style sheet in the folder that is named.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const icons = {
  name: 'icons',
  setup(build) {
    build.onResolve({ filter: /^@mui\/icons-material/ }, () => ({ path: here('icon.jsx') }));
    build.onResolve({ filter: /^isomorphic-webcrypto$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: '' }));
  },
};
await build({
  entryPoints: [here('smart_forms.jsx')],
  outdir: process.argv[2],
  bundle: true,
  minify: true,
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  loader: { '.woff': 'dataurl', '.woff2': 'dataurl' },
  plugins: [icons],
  logLevel: 'error',
});
