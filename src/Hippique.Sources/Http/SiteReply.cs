using Hippique.Racing;

namespace Hippique.Sources.Http;

/// <summary>What one request on the wire came to: an answer, or where the site sends on to.</summary>
internal sealed record SiteReply(SourceAnswer<PoliteAnswer>? Answer, Uri? Next)
{
    public static SiteReply Refused(SourceError error) => new(new SourceAnswer<PoliteAnswer>.Refused(error), null);

    public static SiteReply Refused(SourceErrorKind kind, PoliteRequest request, Uri address, Problem missing) =>
        Refused(new SourceError(kind, request.Source, address.AbsoluteUri, missing));
}
