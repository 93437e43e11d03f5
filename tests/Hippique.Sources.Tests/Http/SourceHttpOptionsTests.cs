using Hippique.Sources.Http;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

public sealed class SourceHttpOptionsTests
{
    public static TheoryData<string, SourceHttpOptions> Wrong =>
        new()
        {
            {
                "RequestsPerSecond",
                new() { RequestsPerSecond = 0 }
            },
            {
                "RequestsPerSecond",
                new() { RequestsPerSecond = -1 }
            },
            {
                "RequestsPerSecond",
                new() { RequestsPerSecond = double.NaN }
            },
            {
                "Version",
                new() { Version = "" }
            },
            {
                "LargestBody",
                new() { LargestBody = 0 }
            },
            {
                "LargestText",
                new() { LargestText = -1 }
            },
            {
                "LargestKept",
                new() { LargestKept = -1 }
            },
            {
                "Retries",
                new() { Retries = -1 }
            },
            {
                "RequestsPerDay",
                new() { RequestsPerDay = -1 }
            },
            {
                "RequestsToJudge",
                new() { RequestsToJudge = 1 }
            },
            {
                "RequestsToJudge",
                new() { RequestsToJudge = -1 }
            },
            {
                "BreakDuration",
                new() { BreakDuration = TimeSpan.FromMilliseconds(499) }
            },
            {
                "MaxRetryAfter",
                new() { MaxRetryAfter = TimeSpan.FromSeconds(-1) }
            },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Value_that_cannot_be_is_refused_with_its_name(string name, SourceHttpOptions options) =>
        Should.Throw<ArgumentException>(() => Client(options).Dispose()).Message.ShouldContain(name);

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var message = Should.Throw<ArgumentException>(() => Client(new() { Retries = -1, LargestBody = 0 }).Dispose()).Message;

        message.ShouldContain("Retries");
        message.ShouldContain("LargestBody");
    }

    [Fact]
    public void Defaults_and_the_values_of_a_replay_are_sound()
    {
        Client(new()).Dispose();
        Client(
                new()
                {
                    RequestsPerSecond = 1e9,
                    Retries = 0,
                    RequestsToJudge = 0,
                    RequestsPerDay = 0,
                    MaxRetryAfter = TimeSpan.Zero,
                    LargestKept = 0,
                }
            )
            .Dispose();
    }

    [Fact]
    public void Timeout_is_fifteen_seconds_unless_another_is_set()
    {
        var options = new SourceHttpOptions { Timeouts = new Dictionary<string, TimeSpan> { ["pmu"] = TimeSpan.FromSeconds(3) } };

        (options.Timeout("pmu"), options.Timeout("zeturf")).ShouldBe((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15)));
    }

    private static PoliteClient Client(SourceHttpOptions options) => new(options, new FakeTimeProvider(), RealTime.Instance);
}
