// Stands in for SvelteKit's `$app/state` on the bench's page.
class Page {
  url = new URL(location.href);
  state = $state.raw<App.PageState>({});
}

export const page = new Page();
