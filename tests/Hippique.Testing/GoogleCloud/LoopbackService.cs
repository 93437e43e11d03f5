using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hippique.Testing.GoogleCloud;

/// <summary>Stands for the service that Google's queues call: notes every call and answers what the test says.</summary>
public sealed class LoopbackService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Kept<ServiceCall> _calls = new();

    private LoopbackService(WebApplication app) => _app = app;

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/");

    public IReadOnlyList<ServiceCall> Calls => _calls.All;

    /// <summary>200 at first.</summary>
    public Func<ServiceCall, Task<ServiceAnswer>> Answer { get; set; } = _ => Task.FromResult(new ServiceAnswer(200));

    public static async Task<LoopbackService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var service = new LoopbackService(builder.Build());
        service._app.Map("/{**path}", service.AnswerAsync);
        await service._app.StartAsync();
        return service;
    }

    /// <summary>The same path at this service, whatever address it has in the cloud.</summary>
    public Uri Route(Uri address) => new(Address, address.PathAndQuery);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        using var text = new StreamReader(context.Request.Body);
        var call = new ServiceCall
        {
            Method = context.Request.Method,
            Path = context.Request.Path.Value!,
            Headers = context.Request.Headers.ToDictionary(
                pair => pair.Key,
                pair => pair.Value.ToString(),
                StringComparer.OrdinalIgnoreCase
            ),
            Body = await text.ReadToEndAsync(context.RequestAborted),
        };
        _calls.Add(call);
        var answer = await Answer(call);
        if (answer.RetryAfter is { } after)
            context.Response.Headers.RetryAfter = after.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        context.Response.StatusCode = answer.Status;
        if (answer.Body is { } body)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(body, context.RequestAborted);
        }
    }
}

/// <summary>One call of the service.</summary>
public sealed record ServiceCall
{
    public required string Method { get; init; }
    public required string Path { get; init; }
    public required IReadOnlyDictionary<string, string> Headers { get; init; }
    public required string Body { get; init; }
}

/// <summary>What the service says to it.</summary>
public sealed record ServiceAnswer(int Status, TimeSpan? RetryAfter = null)
{
    /// <summary>JSON; null: none.</summary>
    public string? Body { get; init; }
}
