using System.Globalization;
using System.Net;
using System.Text;
using Hippique.Racing;
using Hippique.Testing.Sources;

namespace Hippique.Sources.Tests.Pmu;

/// <summary>PMU's API without sockets, with one invented race. What it says is another thing with each second of the clock.</summary>
internal sealed class InventedPmu(DateOnly day, TimeProvider clock) : HttpMessageHandler
{
    /// <summary>When each programme was asked for.</summary>
    public List<DateTimeOffset> Programmes { get; } = [];

    /// <summary>The number of its one race.</summary>
    public int Race { get; set; } = 1;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        if (path == "/robots.txt")
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request });
        if (path.Contains("/C", StringComparison.Ordinal) && !path.EndsWith("/participants", StringComparison.Ordinal))
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent) { RequestMessage = request });
        var isRace = path.EndsWith("/participants", StringComparison.Ordinal);
        if (!isRace)
            Programmes.Add(clock.GetUtcNow());
        var answer = new HttpResponseMessage(HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new StringContent(
                isRace ? PmuPages.Participants(3, clock.GetUtcNow()) : Programme(),
                Encoding.UTF8,
                "application/json"
            ),
        };
        answer.Headers.Date = clock.GetUtcNow();
        return Task.FromResult(answer);
    }

    private string Programme() =>
        PmuPages.Programme(
            day,
            PmuPages.Meeting(
                1,
                "VALMOREL",
                "FRA",
                PmuPages.Race(
                    1,
                    Race,
                    clock.GetUtcNow().ToString("'PRIX DE' HHmmss", CultureInfo.InvariantCulture),
                    ParisTime.At(day, new TimeOnly(18, 0)),
                    runners: 3
                )
            )
        );
}
