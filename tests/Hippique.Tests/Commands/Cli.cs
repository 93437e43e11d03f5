using System.CommandLine;
using System.Text.Json;
using Hippique.Commands;

namespace Hippique.Tests.Commands;

/// <summary>The command line as a user types it, with what it wrote.</summary>
internal sealed record Cli(int Code, string Out, string Error)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    public static async Task<Cli> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await RootCommandFactory
            .Create()
            .Parse(args)
            .InvokeAsync(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                },
                TestContext.Current.CancellationToken
            );
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
