// fhir-kit-client asks a site everything we speak; what it got is printed as JSON.
import { Client } from 'fhir-kit-client';

const [baseUrl, response] = process.argv.slice(2);
const client = new Client({ baseUrl });
const assess = (input) =>
  client.operation({ name: 'assess', resourceType: 'QuestionnaireResponse', method: 'POST', input });
const refused = (wanted) =>
  wanted.then(
    () => ({ status: 0 }),
    ({ response: { status, data } }) => ({ status, data }),
  );

console.log(
  JSON.stringify({
    capability: await client.capabilityStatement(),
    read: await client.read({ resourceType: 'Questionnaire', id: 'intake' }),
    search: await client.search({ resourceType: 'Questionnaire' }),
    assessed: await assess(JSON.parse(response)),
    missing: await refused(client.read({ resourceType: 'Questionnaire', id: 'nothing' })),
    misspelled: await refused(assess({ resourceType: 'QuestionnaireResponse', status: 'wrong' })),
  }),
);
