using System.Net;
using Google;
using Google.Cloud.Storage.V1;
using StorageObject = Google.Apis.Storage.v1.Data.Object;

namespace Hippique.GoogleCloud.Storage;

/// <summary>The objects of the bucket by their names, with retries. All changes have a precondition, so that a retry cannot do a thing twice.</summary>
internal sealed class BucketObjects(BucketConnection connection, BucketOptions options, BucketRetry retry)
{
    private const int PageSize = 1000;

    /// <summary>Of the buffer through which an object is read. The client's own has ten megabytes, cleared for every read of a small file.</summary>
    private const int ReadBuffer = 64 * 1024;
    private readonly BucketUploads _uploads = new(connection, options);

    /// <summary>Null if there is none.</summary>
    public Task<StoredBytes?> GetAsync(string name, CancellationToken cancellationToken) =>
        OrNullAsync(
            async cancelled =>
            {
                using var content = new MemoryStream();
                var there = await connection
                    .Client.DownloadObjectAsync(
                        options.Bucket,
                        name,
                        content,
                        new DownloadObjectOptions { ChunkSize = ReadBuffer },
                        cancelled
                    )
                    .ConfigureAwait(false);
                return new StoredBytes(content.ToArray(), there.Generation!.Value);
            },
            cancellationToken
        );

    /// <summary>Its generation, without the content; null if there is none.</summary>
    public async Task<long?> GenerationAsync(string name, CancellationToken cancellationToken) =>
        (await MetadataAsync(name, cancellationToken).ConfigureAwait(false))?.Generation;

    /// <returns>The new generation; null: what is there is not of <paramref name="ifGeneration"/>.</returns>
    /// <param name="name">Of the object.</param>
    /// <param name="content">All of it.</param>
    /// <param name="ifGeneration">What must be there; 0: nothing.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public Task<long?> WriteAsync(string name, ReadOnlyMemory<byte> content, long ifGeneration, CancellationToken cancellationToken)
    {
        var write = Guid.NewGuid().ToString("N");
        return retry.RunAsync<long?>(
            async (mayHaveHappened, cancelled) =>
            {
                try
                {
                    return await _uploads.UploadAsync(name, content, ifGeneration, write, cancelled).ConfigureAwait(false);
                }
                catch (GoogleApiException refused) when (refused.HttpStatusCode == HttpStatusCode.PreconditionFailed)
                {
                    return mayHaveHappened ? await OwnAsync(name, write, cancelled).ConfigureAwait(false) : null;
                }
            },
            cancellationToken,
            large: content.Length > BucketUploads.LargestSimple
        );
    }

    /// <returns>Whether it was deleted; null: what is there is not of <paramref name="generation"/>.</returns>
    public Task<bool?> DeleteAsync(string name, long generation, CancellationToken cancellationToken) =>
        retry.RunAsync<bool?>(
            async (mayHaveHappened, cancelled) =>
            {
                try
                {
                    await connection
                        .Client.DeleteObjectAsync(
                            options.Bucket,
                            name,
                            new DeleteObjectOptions { IfGenerationMatch = generation, RetryOptions = RetryOptions.Never },
                            cancelled
                        )
                        .ConfigureAwait(false);
                    return true;
                }
                catch (GoogleApiException refused) when (refused.HttpStatusCode == HttpStatusCode.PreconditionFailed)
                {
                    return null;
                }
                // A try whose answer was lost may have been this very deletion.
                catch (GoogleApiException refused)
                    when (refused.HttpStatusCode == HttpStatusCode.NotFound && !BucketError.IsNoBucket(refused))
                {
                    return mayHaveHappened;
                }
            },
            cancellationToken
        );

    /// <summary>By pages, in the order of the names' UTF-8 bytes.</summary>
    /// <param name="prefix">What the names begin with.</param>
    /// <param name="delimiter">Names are cut behind it and given once; null: they are not.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task<BucketListing> ListAsync(string prefix, string? delimiter, CancellationToken cancellationToken)
    {
        var listing = new BucketListing([], []);
        string? token = null;
        do
        {
            var after = token;
            var page = await retry
                .RunAsync(
                    (_, cancelled) =>
                        connection
                            .Client.ListObjectsAsync(
                                options.Bucket,
                                prefix,
                                new ListObjectsOptions
                                {
                                    Delimiter = delimiter,
                                    PageSize = PageSize,
                                    PageToken = after,
                                    Fields = "items(name,generation),prefixes,nextPageToken",
                                    RetryOptions = RetryOptions.Never,
                                }
                            )
                            .AsRawResponses()
                            .FirstAsync(cancelled)
                            .AsTask(),
                    cancellationToken
                )
                .ConfigureAwait(false);
            listing.Objects.AddRange((page.Items ?? []).Select(there => (there.Name, there.Generation!.Value)));
            listing.Folders.AddRange(page.Prefixes ?? []);
            token = page.NextPageToken;
        } while (!string.IsNullOrEmpty(token));
        return listing;
    }

    /// <summary>The generation that an earlier try of this write has left; null if what is there is somebody else's.</summary>
    private async Task<long?> OwnAsync(string name, string write, CancellationToken cancellationToken) =>
        await MetadataAsync(name, cancellationToken).ConfigureAwait(false) is { } there
        && there.Metadata?.TryGetValue(BucketUploads.WriteKey, out var last) == true
        && last == write
            ? there.Generation
            : null;

    private Task<StorageObject?> MetadataAsync(string name, CancellationToken cancellationToken) =>
        OrNullAsync(
            cancelled =>
                connection.Client.GetObjectAsync(
                    options.Bucket,
                    name,
                    new GetObjectOptions { RetryOptions = RetryOptions.Never },
                    cancelled
                ),
            cancellationToken
        );

    private Task<T?> OrNullAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
        where T : class =>
        retry.RunAsync<T?>(
            async (_, cancelled) =>
            {
                try
                {
                    return await call(cancelled).ConfigureAwait(false);
                }
                catch (GoogleApiException refused)
                    when (refused.HttpStatusCode == HttpStatusCode.NotFound && !BucketError.IsNoBucket(refused))
                {
                    return null;
                }
            },
            cancellationToken
        );
}

/// <param name="Content">The bytes.</param>
/// <param name="Generation">Of the object.</param>
internal sealed record StoredBytes(ReadOnlyMemory<byte> Content, long Generation);

/// <param name="Objects">Names and generations.</param>
/// <param name="Folders">Names up to the delimiter, with it.</param>
internal sealed record BucketListing(List<(string Name, long Generation)> Objects, List<string> Folders);
