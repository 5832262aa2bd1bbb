// LHC-Forms as a page uses it: the form in, the QuestionnaireResponse out.
window.show = (questionnaire) =>
  LForms.Util.addFormToPage(questionnaire, 'form', { fhirVersion: 'R4', prepopulate: false });
window.response = () => LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4', document.getElementById('form'));
