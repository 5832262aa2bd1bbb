// Takes out of package-lock.json what is declared and never loaded here; `npm install --package-lock-only`
// afterwards lets go of whatever only they needed. Without this an installation is 620 MB, with it about 200.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const UNUSED = {
  // Comes ready built (dist/lforms): Angular and the rest are inside, and declared for builders of it.
  lforms: () => true,
  // 30,000 small files of which 27 pictures are shown; icon.jsx draws one in their place.
  '@aehrc/smart-forms-renderer': (name) => name === '@mui/icons-material',
  // For servers and telephones; a browser has its own.
  fhirclient: (name) => name === 'isomorphic-webcrypto',
};

const place = fileURLToPath(new URL('package-lock.json', import.meta.url));
const lock = JSON.parse(readFileSync(place, 'utf8'));
for (const [name, unused] of Object.entries(UNUSED)) {
  const entry = lock.packages[`node_modules/${name}`];
  const kept = Object.entries(entry.dependencies).filter(([needed]) => !unused(needed));
  entry.dependencies = Object.fromEntries(kept);
}
writeFileSync(place, `${JSON.stringify(lock, null, 2)}\n`);
