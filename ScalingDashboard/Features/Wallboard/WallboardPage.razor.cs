using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using ScalingDashboard.Measurement.Catalog;
using ScalingDashboard.Platform.Access;
using ScalingDashboard.Platform.Configuration;
using ScalingDashboard.Platform.Live;
using ScalingDashboard.Platform.Ui;

namespace ScalingDashboard.Features.Wallboard;

/// <summary>The frame of a screen on a wall: whose units, which options, and the end when it is revoked.</summary>
public sealed partial class WallboardPage : ComponentBase, IDisposable
{
    private WallFrame _frame = new("", null);
    private Dictionary<string, object> _parameters = [];
    private string? _screen;
    private Subscription? _ending;
    private bool _ended;

    [Inject]
    public required IWallPicture Picture { get; init; }

    [Inject]
    public required ProductBuild Build { get; init; }

    [Inject]
    public required ReportingCalendar Calendar { get; init; }

    [Inject]
    public required LiveFeed Feed { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    public void Dispose() => _ending?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        var reader = (await Authentication).User;
        _screen = reader.Screen();
        _frame = WallFrame.Read(new Uri(Navigation.Uri).Query, reader.ScreenView());
        _parameters = new()
        {
            ["Query"] = _frame.Query,
            ["Scope"] = reader.UnitScope(),
            ["Foot"] = (RenderFragment)(foot =>
            {
                foot.OpenComponent<WallFoot>(0);
                foot.CloseComponent();
            }),
        };
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && _screen is not null)
            _ending = Feed.Subscribe([WallTopics.Of(_screen)], () => _ = InvokeAsync(End));
    }

    // The figures go at once; then the server says what this screen may still see, and why not.
    private void End()
    {
        if (_ended)
            return;
        _ended = true;
        StateHasChanged();
        Navigation.NavigateTo(Navigation.Uri, forceLoad: true);
    }
}
