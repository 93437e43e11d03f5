namespace Hippique.Api;

/// <summary>Marks the few calls that are no <c>GET</c> and that a viewer may make: what they do is his own, or is allowed by something else than his session.</summary>
internal sealed class OpenToViewers
{
    public static readonly OpenToViewers Mark = new();

    private OpenToViewers() { }
}
