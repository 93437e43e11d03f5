namespace Hippique.Hosting.Auth.Identity;

/// <summary>The one client that asks the issuer; closed with the program.</summary>
internal sealed record IssuerClient(HttpClient Http) : IDisposable
{
    public void Dispose() => Http.Dispose();
}
