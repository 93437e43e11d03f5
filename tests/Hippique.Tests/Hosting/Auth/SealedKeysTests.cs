using System.Xml.Linq;
using Hippique.Hosting.Auth.SignIn;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Testing;

namespace Hippique.Tests.Hosting.Auth;

public sealed class SealedKeysTests : IDisposable
{
    private static readonly SignInClient Client = new("123", "GOCSPX-secret");
    private readonly DiskArtifactStore _store = new(Directory.CreateTempSubdirectory("hippique-keys-").FullName);

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_store.Root, recursive: true);
    }

    [Fact]
    public void A_key_is_read_back_by_the_same_client_alone()
    {
        Repository(Client).StoreElement(XElement.Parse("<key id=\"1\"><masterKey>abc</masterKey></key>"), "key-1");

        Repository(Client).GetAllElements().ShouldHaveSingleItem().ToString(SaveOptions.DisableFormatting).ShouldContain("<masterKey>abc");
        Repository(Client with { Secret = "GOCSPX-another" }).GetAllElements().ShouldBeEmpty();
        Repository(Client with { Id = "124" }).GetAllElements().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("<key id=\"2\"><masterKey>mine</masterKey></key>")]
    [InlineData("")]
    public async Task A_key_that_somebody_else_put_there_is_none(string content)
    {
        await File.WriteAllTextAsync(PathOf("key-2.sealed"), content, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(PathOf("key-2.xml"), content, TestContext.Current.CancellationToken);

        Repository(Client).GetAllElements().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_that_was_changed_or_renamed_is_none()
    {
        Repository(Client).StoreElement(XElement.Parse("<key id=\"1\" />"), "key-1");
        var stored = await File.ReadAllBytesAsync(PathOf("key-1.sealed"), TestContext.Current.CancellationToken);
        File.Move(PathOf("key-1.sealed"), PathOf("key-3.sealed"));
        Repository(Client).GetAllElements().ShouldBeEmpty();

        stored[^1] ^= 1;
        await File.WriteAllBytesAsync(PathOf("key-1.sealed"), stored, TestContext.Current.CancellationToken);

        Repository(Client).GetAllElements().ShouldBeEmpty();
    }

    private string PathOf(string name) => Path.Combine(Directory.CreateDirectory(Path.Combine(_store.Root, "keys")).FullName, name);

    private ArtifactKeyRepository Repository(SignInClient client) =>
        new(_store, new SealedKeys(client), new LinesLogger<ArtifactKeyRepository>());
}
