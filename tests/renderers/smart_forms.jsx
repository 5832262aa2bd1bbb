// Smart Forms as an application uses it: the form in, the QuestionnaireResponse out.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  BaseRenderer,
  RendererThemeProvider,
  buildForm,
  getResponse,
  removeEmptyAnswersFromResponse,
} from '@aehrc/smart-forms-renderer';
import { createRoot } from 'react-dom/client';

let shown;

window.show = async (questionnaire) => {
  shown = questionnaire;
  await buildForm({ questionnaire, terminologyServerUrl: window.location.origin });
  createRoot(document.getElementById('form')).render(
    <RendererThemeProvider>
      <QueryClientProvider client={new QueryClient()}>
        <BaseRenderer />
      </QueryClientProvider>
    </RendererThemeProvider>,
  );
};
window.response = () => removeEmptyAnswersFromResponse(shown, getResponse());
