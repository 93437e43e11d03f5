using System.Text.Json;
using Hippique.Commands;
using Hippique.Hosting;
using Hippique.Racing;
using Microsoft.Data.Sqlite;

namespace Hippique.Tests.Commands;

/// <summary>The boundary of every verb, with <c>--json</c> and without.</summary>
public sealed class VerbGuardTests : IDisposable
{
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    public static TheoryData<Exception, int> Failures =>
        new()
        {
            { new ConfigurationException([Problem.Verbatim("BANKROLL: 'x' is no number")]), 1 },
            { new SqliteException("file is not a database", 26), 1 },
            { new IOException("disk full"), 1 },
            { new UnauthorizedAccessException("folder is read-only"), 1 },
            { new InvalidTimeZoneException("a bug\nof two lines"), 1 },
            { new OperationCanceledException(), 130 },
        };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Whatever_breaks_is_one_json_value(Exception failure, int code)
    {
        (await RunAsync(asJson: true, _ => throw failure)).ShouldBe(code);

        Failure().GetProperty("errors").GetArrayLength().ShouldBe(1);
        _error.ToString().ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Without_json_it_is_one_line_and_a_stop_is_none(Exception failure, int code)
    {
        (await RunAsync(asJson: false, _ => throw failure)).ShouldBe(code);

        _out.ToString().ShouldBeEmpty();
        _error
            .ToString()
            .TrimEnd()
            .Split('\n')
            .Count(line => line.StartsWith("hippique: ", StringComparison.Ordinal))
            .ShouldBe(code == 130 ? 0 : 1);
    }

    [Fact]
    public async Task Every_problem_is_one_sentence()
    {
        await RunAsync(
            asJson: true,
            _ => throw new ConfigurationException([Problem.Verbatim("PORT: wrong"), Problem.Verbatim("BANKROLL: wrong")])
        );

        Failure().GetProperty("errors").EnumerateArray().Select(one => one.GetString()).ShouldBe(["PORT: wrong", "BANKROLL: wrong"]);
    }

    [Fact]
    public async Task What_breaks_after_the_answer_adds_no_second_value()
    {
        var code = await RunAsync(
            asJson: true,
            screen =>
            {
                screen.Json(new { races = 2 });
                throw new IOException("disk full");
            }
        );

        code.ShouldBe(1);
        JsonDocument.Parse(_out.ToString()).RootElement.GetProperty("races").GetInt32().ShouldBe(2);
        _error.ToString().ShouldContain("disk full");
    }

    [Fact]
    public async Task Text_for_a_person_goes_nowhere_beside_json()
    {
        await RunAsync(
            asJson: true,
            screen =>
            {
                screen.Out.WriteLine("a line");
                screen.Table(
                    ["plan_column_race"],
                    [
                        ["R1C1"],
                    ]
                );
                screen.Json(1);
                return Task.FromResult(0);
            }
        );

        _out.ToString().ShouldBe("1\n");
    }

    private Task<int> RunAsync(bool asJson, Func<Screen, Task<int>> verb)
    {
        var screen = new Screen(_out, _error, asJson);
        return VerbGuard.RunAsync(screen, () => verb(screen));
    }

    private JsonElement Failure()
    {
        var answer = JsonDocument.Parse(_out.ToString()).RootElement;
        answer.GetProperty("ok").GetBoolean().ShouldBeFalse();
        return answer;
    }
}
