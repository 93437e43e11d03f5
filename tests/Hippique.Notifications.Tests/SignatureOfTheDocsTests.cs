using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Hippique.Notifications.Http;
using Hippique.Testing;

namespace Hippique.Notifications.Tests;

/// <summary>What <c>docs/notifications.md</c> says about the signature.</summary>
public sealed partial class SignatureOfTheDocsTests
{
    private static readonly string Docs = File.ReadAllText(Path.Combine(Checkout.Folder!, "docs", "notifications.md"));

    [Fact]
    public void Its_example_is_what_the_program_sends()
    {
        var (secret, body, header) = Example();
        var sent = DateTimeOffset.FromUnixTimeSeconds(1773493622);
        WebhookSignature.Of(Encoding.UTF8.GetBytes(body), secret, sent).ShouldBe(header);
    }

    [Fact]
    public async Task Its_python_accepts_the_example_and_refuses_what_is_changed_or_old()
    {
        var (secret, body, header) = Example();
        var script = $"""
            {Python().Match(Docs).Groups[1].Value}
            secret, header, body = {Literal(secret)}, {Literal(header)}, {Literal(body)}.encode()
            print(is_genuine(secret, header, body, 1773493630), is_genuine(secret, header, body + b" ", 1773493630), is_genuine(secret, header, body, 1773494000))
            """;
        ProcessStartInfo start = new("python3", ["-c", script]) { RedirectStandardOutput = true };
        Process python;
        try
        {
            python = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("there is no python3 on this machine");
            return;
        }
        using (python)
            (await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim().ShouldBe("True False False");
    }

    private static (string Secret, string Body, string Header) Example()
    {
        var match = ExampleText().Match(Docs);
        match.Success.ShouldBeTrue();
        return (match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value);
    }

    private static string Literal(string text) => $"'''{text}'''";

    [GeneratedRegex("with the secret `([^`]+)` the body `([^`]+)` sent at 1773493622 has the header\n\n```\n([^\n]+)\n```")]
    private static partial Regex ExampleText();

    [GeneratedRegex("```python\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Python();
}
