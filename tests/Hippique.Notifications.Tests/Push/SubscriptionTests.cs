using Hippique.Notifications.Push;
using Hippique.Testing.Receivers;

namespace Hippique.Notifications.Tests.Push;

/// <summary>Which subscriptions are taken, and how they are kept.</summary>
public sealed class SubscriptionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/abc:def", true)]
    [InlineData("https://updates.push.services.mozilla.com/wpush/v2/abc", true)]
    [InlineData("https://web.push.apple.com/QGjx", true)]
    [InlineData("https://push.example.org:8443/abc", true)]
    [InlineData("http://fcm.googleapis.com/fcm/send/abc", false)]
    [InlineData("ftp://fcm.googleapis.com/abc", false)]
    [InlineData("https://user:password@example.org/abc", false)]
    [InlineData("https://example.org/abc#part", false)]
    [InlineData("https://169.254.169.254/latest/meta-data", false)]
    [InlineData("https://2130706433/abc", false)]
    [InlineData("https://0x7f.1/abc", false)]
    [InlineData("https://[::1]/abc", false)]
    [InlineData("https://[2001:db8::1]/abc", false)]
    [InlineData("https://localhost/abc", false)]
    [InlineData("https://localhost./abc", false)]
    [InlineData("https://push.localhost/abc", false)]
    [InlineData("https://router/abc", false)]
    [InlineData("https://nas.local/abc", false)]
    [InlineData("https://NAS.LAN/abc", false)]
    [InlineData("https://metadata.google.internal/abc", false)]
    [InlineData("https://metadata.google.internal./abc", false)]
    [InlineData("http://127.0.0.1:9/abc", false)]
    [InlineData("/abc", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Address_is_one_of_a_public_name_over_https(string? address, bool taken)
    {
        var read = PushAddress.Read(address, new PushOptions());
        read.IsOk.ShouldBe(taken);
        if (address is { Length: > 4 })
            read.Error.ToString().ShouldNotContain("abc");
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/abc", true)]
    [InlineData("http://192.168.1.1/abc", false)]
    public void Loopback_over_http_is_for_tests(string address, bool taken) =>
        PushAddress.Read(address, new PushOptions { AllowLoopback = true }).IsOk.ShouldBe(taken);

    [Fact]
    public void Address_of_any_length_is_not()
    {
        PushAddress.Read("https://example.org/" + new string('a', 2000), new PushOptions()).IsOk.ShouldBeTrue();
        PushAddress.Read("https://example.org/" + new string('a', 2100), new PushOptions()).IsOk.ShouldBeFalse();
    }

    [Fact]
    public void Keys_and_language_are_checked()
    {
        using var browser = new LoopbackBrowser(new Uri("https://push.example.org/abc"));
        var form = new SubscriptionForm
        {
            Endpoint = browser.Endpoint.AbsoluteUri,
            P256dh = browser.P256dh,
            Auth = browser.Auth,
            Language = "en",
            By = "owner",
        };
        Refusal(form).ShouldBe("");
        // Padding is no part of the value.
        Refusal(form with { Auth = browser.Auth + "==" }).ShouldBe("");
        const string NoKey = "p256dh is no public key; expected a point of P-256, 65 bytes in base64url";
        string?[] keys = [null, "", "*", browser.P256dh[..^4], "A" + browser.P256dh[1..], browser.P256dh[..^2] + "AA", browser.Auth];
        foreach (var key in keys)
            Refusal(form with { P256dh = key }).ShouldBe(NoKey);
        string?[] secrets = [null, "", "*", browser.Auth[..^4], browser.P256dh];
        foreach (var secret in secrets)
            Refusal(form with { Auth = secret }).ShouldBe("auth is no secret; expected 16 bytes in base64url");
        string?[] languages = [null, "", "de", "FR"];
        foreach (var language in languages)
            Refusal(form with { Language = language }).ShouldBe("language is not one of fr, en");
    }

    [Fact]
    public async Task Same_address_again_takes_the_place_of_the_first_and_twenty_are_the_most()
    {
        await using var bench = await PushBench.StartAsync();
        var first = bench.Of(await bench.SubscribeAsync());
        (await bench.Subscriptions.AddAsync(first with { Language = "en" }, Token)).ShouldBeTrue();
        (await bench.Subscriptions.AllAsync(Token)).ShouldHaveSingleItem().Language.ShouldBe("en");

        for (var count = 1; count < PushSubscriptions.Most; count++)
            await bench.SubscribeAsync();
        (await bench.Subscriptions.AddAsync(bench.Of(bench.Service.Browser()), Token)).ShouldBeFalse();
        (await bench.Subscriptions.AddAsync(first, Token)).ShouldBeTrue();
        (await bench.Subscriptions.AllAsync(Token)).Count.ShouldBe(20);

        (await bench.Subscriptions.RemoveAsync(first.Endpoint, Token)).ShouldBeTrue();
        (await bench.Subscriptions.RemoveAsync(first.Endpoint, Token)).ShouldBeFalse();
        (await bench.Subscriptions.AllAsync(Token)).Count.ShouldBe(19);
    }

    [Fact]
    public async Task Of_browsers_that_subscribe_at_the_same_time_none_is_lost()
    {
        await using var bench = await PushBench.StartAsync();
        await using var other = bench.Beside();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(number => (number % 2 == 0 ? bench : other).SubscribeAsync()));
        (await bench.Subscriptions.AllAsync(Token)).Count.ShouldBe(10);
    }

    private static string Refusal(SubscriptionForm form) => SubscriptionReader.Read(form, new PushOptions()).Error.ToString();
}
