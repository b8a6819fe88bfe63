/**
 * A cookie beside the session's own that pages can read: there while somebody is signed in, so that a page that nobody is
 * signed in to asks the node nothing. It holds no secret and opens nothing.
 */
export const sessionMark = 'cybermetrics-signed-in';
