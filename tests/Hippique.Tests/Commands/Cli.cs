using System.Text.Json;
using Hippique.Commands;

namespace Hippique.Tests.Commands;

/// <summary>The command line as a user types it, with what it wrote.</summary>
internal sealed record Cli(int Code, string Out, string Error)
{
    /// <summary>What it wrote with lines that go on in the next one put together.</summary>
    public string Sentences => string.Join(' ', Out.Split('\n').Select(line => line.Trim()));

    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public static async Task<Cli> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.InvokeAsync(args, asJson => new Screen(output, error, asJson), TestContext.Current.CancellationToken);
        return new Cli(code, output.ToString(), error.ToString());
    }

    /// <summary>One line on the error stream that holds the text, exit code 1, nothing on the other.</summary>
    public void ShouldFailWith(string text)
    {
        Code.ShouldBe(1);
        Out.ShouldBeEmpty();
        Error.TrimEnd().Split('\n').ShouldHaveSingleItem().ShouldContain(text);
    }
}
