namespace Hippique.Sources.Http;

/// <summary>One attempt of a request.</summary>
/// <param name="Site">The host.</param>
/// <param name="Request">Who asks, and how long it may take.</param>
/// <param name="Address">What is asked for; another one than the request's after a redirection.</param>
/// <param name="Last">What the attempt before came to; null: this is the first.</param>
/// <param name="Watch">Measures it.</param>
internal sealed record SiteCall(Site Site, PoliteRequest Request, Uri Address, SourceAnswer<PoliteAnswer>? Last, FetchWatch Watch);
