using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hippique.Testing.GoogleCloud;

/// <summary>One loopback address at which the parts of Google Cloud that a test needs answer, each by its own protocol.</summary>
public sealed class LoopbackGoogle : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackGoogle(WebApplication app) => _app = app;

    /// <summary>With a slash at its end.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");

    /// <param name="parts">What answers there.</param>
    public static async Task<LoopbackGoogle> StartAsync(params IReadOnlyList<ILoopbackPart> parts)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        foreach (var part in parts)
            part.Map(app);
        await app.StartAsync();
        return new LoopbackGoogle(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
