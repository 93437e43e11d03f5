using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Hippique.Notifications.Push;
using Hippique.Orchestration.Artifacts;
using Hippique.Testing.Receivers;

namespace Hippique.Notifications.Tests.Push;

public sealed class VapidKeysTests : IDisposable
{
    private const string File = "keys/web_push.json";
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-vapid-").FullName;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Processes_that_start_together_agree_on_one_pair()
    {
        var pairs = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => new VapidKeys(new DiskArtifactStore(_folder)).GetAsync(Token), Token))
        );
        pairs.Distinct().ShouldHaveSingleItem();
        (await new VapidKeys(new DiskArtifactStore(_folder)).GetAsync(Token)).ShouldBe(pairs[0]);
    }

    [Fact]
    public async Task Private_key_belongs_to_the_public_one_and_is_not_shown()
    {
        var pair = await new VapidKeys(new MemoryArtifactStore()).GetAsync(Token);
        using var own = ECDsa.Create(
            new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = Base64Url.DecodeFromChars(pair.PrivateKey) }
        );
        var point = own.ExportParameters(includePrivateParameters: false).Q;
        Base64Url.DecodeFromChars(pair.PublicKey).ShouldBe([4, .. point.X!, .. point.Y!]);
        pair.ToString().ShouldNotContain(pair.PrivateKey);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"schema":1,"public_key":"BAAA","private_key":"AAAA"}""")]
    [InlineData("not JSON")]
    public async Task File_without_keys_is_named_and_never_replaced(string content)
    {
        var store = new MemoryArtifactStore();
        await store.PutIfAbsentAsync(File, Encoding.UTF8.GetBytes(content), Token);
        (await Should.ThrowAsync<UnreadableArtifactException>(() => new VapidKeys(store).GetAsync(Token))).Message.ShouldStartWith(File);
        Encoding.UTF8.GetString((await store.GetAsync(File, Token))!.Content.Span).ShouldBe(content);
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE")]
    public async Task Private_key_of_another_pair_is_named(string other)
    {
        var store = new MemoryArtifactStore();
        var pair = await new VapidKeys(store).GetAsync(Token);
        await store.UpdateAsync(
            File,
            there => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(there!.Content.Span).Replace(pair.PrivateKey, other)),
            Token
        );
        await Should.ThrowAsync<UnreadableArtifactException>(() => new VapidKeys(store).GetAsync(Token));
    }

    /// <summary>RFC 8291, section 5: what the tests decrypt with reads the standard's own example.</summary>
    [Fact]
    public void Browser_of_the_tests_reads_the_example_of_the_standard()
    {
        var point = Base64Url.DecodeFromChars("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        using var browser = new LoopbackBrowser(
            new Uri("https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV"),
            ECDiffieHellman.Create(
                new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    D = Base64Url.DecodeFromChars("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"),
                    Q = new ECPoint { X = point[1..33], Y = point[33..] },
                }
            ),
            Base64Url.DecodeFromChars("BTBZMqHH6r4Tts7J_aSIgg")
        );
        var body = Base64Url.DecodeFromChars(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
        Encoding.UTF8.GetString(browser.Decrypt(body)).ShouldBe("When I grow up, I want to be a watermelon");
    }
}
